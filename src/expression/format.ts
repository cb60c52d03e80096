export { formatMap, formatMethod } from './text/format-method.ts';
export { formatValue } from './text/format-value.ts';
export { percentFormat } from './text/percent.ts';
