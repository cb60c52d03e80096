#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Halves the time a command takes to start; so the rest is loaded after it.
enableCompileCache();
const { buildProgram } = await import('./cli/program.ts');
await buildProgram().parseAsync();
