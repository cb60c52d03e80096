/** One line of a Dockerfile, its continuations joined: `RUN npm ci` is `{ keyword: 'RUN', rest: 'npm ci' }`. */
export interface Instruction {
  keyword: string;
  rest: string;
}

export function parseDockerfile(text: string): Instruction[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [keyword = '', ...rest] = line.split(/\s+/);
      return { keyword, rest: keyword === 'HEALTHCHECK' ? rest.join(' ') : line.slice(keyword.length).trim() };
    });
}

/** `["node", "-e", "…"]` of an ENTRYPOINT, a CMD or a HEALTHCHECK's CMD; the form without brackets is refused. */
export function parseCommand(rest: string): string[] {
  const command: unknown = JSON.parse(rest.slice(rest.indexOf('[')));
  if (!Array.isArray(command)) {
    throw new Error(`a command must be a JSON list: ${rest}`);
  }
  return command.map(String);
}
