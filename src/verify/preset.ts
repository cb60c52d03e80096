import type { PresetVerify } from './fill-preset.ts';

/** An answer to a sender; a text that begins with `=` is an expression. */
export interface PresetReply {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A request by which a sender tries the address. */
export interface PresetHandshake {
  method?: 'POST' | 'GET' | 'HEAD' | 'OPTIONS';
  when?: string;
  verified?: boolean;
  log?: string;
  reply?: PresetReply;
}

/** What is known of one kind of sender, in the words of a hook. */
export interface Preset {
  /** What it sends. */
  about: string;
  verify: PresetVerify;
  event?: string;
  unique?: string;
  unique_for?: string;
  order_key?: string;
  version?: string;
  split?: string;
  body?: string | Record<string, unknown>;
  answer?: 'done' | 'stored';
  handshake?: string | PresetHandshake[];
  reply?: PresetReply;
  /** How long the sender waits for an answer, and how often it comes again, in words. */
  waits?: string;
  /** What has to be fetched, where the sender sends little more than an id. */
  thin?: string;
  /** What no document of the sender says, or only others say. */
  unsure?: string[];
}
