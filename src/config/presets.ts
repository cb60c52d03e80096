import type { Problem } from '../errors.ts';
import { checkPreset } from '../hook/preset.ts';
import { toProblem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

/** The faults of the presets, which come by their names. */
export function checkPresets(presets: ReadonlyMap<string, YamlFile>): Problem[] {
  return [...presets].flatMap(([name, yaml]) => {
    const { file, content, placeAt } = yaml;
    const issues = checkPreset(content, { name, file, connections: [], placeAt });
    return issues.map((issue) => toProblem(issue, yaml));
  });
}
