/** A way into a cluster that works with any kubeconfig: kubectl's own proxy, on a free port of this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a person can mend: said in one line. */
export class Trouble extends Error {}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Connection {
  readonly server: string;
  readonly kubectl: string;
  /** Undefined where there is no such object, or it is there already (404, 409). @throws Trouble on any other refusal */
  readonly request: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T | undefined>;
  readonly close: () => void;
}

const ANSWER_WITHIN = 15_000;

/** @throws Trouble where kubectl is missing or the cluster does not answer */
export async function connect(kubeconfig: string, kubectl: string): Promise<Connection> {
  if (!existsSync(kubeconfig)) throw new Trouble(`${kubeconfig}: no such kubeconfig`);
  // in a group of its own: an interrupt at the terminal must leave a way to clean up
  const proxy = spawn(kubectl, ['--kubeconfig', kubeconfig, 'proxy', '--port=0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  process.once('exit', () => proxy.kill());
  const server = await serving(proxy, kubeconfig, kubectl);
  const request = requestTo(server);
  const close = () => void proxy.kill();
  try {
    await request('GET', '/version');
  } catch (error) {
    close();
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble(`${kubeconfig}: the cluster does not answer: ${why}`);
  }
  return { server, kubectl, request, close };
}

/** Where the proxy listens, once it does. */
function serving(proxy: ChildProcess, kubeconfig: string, kubectl: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    proxy.on('error', () =>
      reject(new Trouble(`${kubectl}: cannot be run: install kubectl, or say where with --kubectl`)),
    );
    proxy.on('close', () =>
      reject(new Trouble(`${kubeconfig}: kubectl proxy ended: ${err.trim().split('\n').at(-1)}`)),
    );
    proxy.stderr?.on('data', text => {
      err += text;
    });
    proxy.stdout?.on('data', text => {
      out += text;
      const [, address] = /Starting to serve on (\S+)/.exec(out) ?? [];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
}

const requestTo =
  (server: string): Connection['request'] =>
  async (method, path, body) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await fetch(server + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN),
      ...(body === undefined ? {} : { headers: { 'content-type': type }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.status === 404 || answer.status === 409) return undefined;
    if (!answer.ok) throw new Trouble(`${method} ${path}: ${answer.status} ${text.trim().slice(0, 200)}`);
    return JSON.parse(text);
  };

/** Interrupted after so long, as in a scenario. */
const INTERRUPT = 30_000;

export function execute(command: string, argv: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { cwd, env: { ...process.env, KUBECONFIG: '/dev/null' } });
    let [stdout, stderr] = ['', ''];
    const timer = setTimeout(() => child.kill('SIGINT'), INTERRUPT);
    child.stdout.on('data', text => {
      stdout += text;
    });
    child.stderr.on('data', text => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ exitCode: code ?? 130, stdout, stderr });
    });
  });
}
