/** What the program takes from its environment. This file alone reads process.env. */
export interface Environment {
  /** What `${NAME}` in the configuration is filled in from. */
  variables: Readonly<Record<string, string | undefined>>;
  /** `HOOKDOO_CONFIG`: the folder of the configuration, where the command line names none. */
  configFolder: string | undefined;
}

export function readEnvironment(): Environment {
  return { variables: process.env, configFolder: process.env.HOOKDOO_CONFIG };
}
