#!/usr/bin/env node
import { main } from './life.ts';

main(process).then(exitCode => {
  process.exitCode = exitCode;
});
