/**
 * A command line as a shell would split it: quotes group, nothing else is special. A quote inside a word joins to it:
 * `jsonpath='{.spec.replicas} x'` is one word.
 */
export function splitWords(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(match =>
    match[0].replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

/**
 * The words of a scenario's command line as it is run against a cluster: the server and the scenario's namespace stand
 * first and a namespace named in the line is dropped, so that everything happens where the scenario is watched.
 * `--record` writes these flags into the change-cause.
 */
export function scenarioArgv(line: string, namespace: string): string[] {
  const words = splitWords(line);
  if (words[0] === 'kubectl') words.shift();
  const kept = words.filter(
    (word, index) => !(word === '-n' || words[index - 1] === '-n') && !word.startsWith('--namespace'),
  );
  return ['--server', 'http://127.0.0.1:8001', '-n', namespace, ...kept];
}
