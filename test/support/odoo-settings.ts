import type { ConnectionSettings } from '../../src/odoo/connection.ts';

/** Settings of a connection for a test, whose password can be searched for in what must not hold it. */
export function odooSettings(url: string, changed: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    name: 'main',
    url,
    database: 'db',
    login: 'admin',
    password: 'very-secret-key',
    protocol: 'json-rpc',
    timeout: 5_000,
    concurrency: 2,
    context: {},
    ...changed,
  };
}
