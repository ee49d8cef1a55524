import { ChildProcess, spawn } from "child_process";
import * as fs from "fs";
import { createRequire } from "module";
import * as path from "path";

/** The service's own folder, where it is installed and built. */
export const SERVICE_FOLDER = path.join(__dirname, "../../../examples/container");

/** Loads a package that the service, and not this project, depends on. */
export function requireOfService<T>(name: string): T {
  return createRequire(path.join(SERVICE_FOLDER, "package.json"))(name) as T;
}

/** The variables and the command that the image of a Dockerfile has. */
function imageOf(dockerfile: string): { readonly env: Record<string, string>; readonly command: string[] } {
  const last = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
  const env = [...last.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, name, value]): [string, string] => [name!, value!]);
  return {
    env: Object.fromEntries(env),
    command: JSON.parse(/^CMD (.*)$/m.exec(last)![1]!) as string[],
  };
}

/** A line that the service logged. */
export type Entry = Record<string, unknown> & { readonly level: string; readonly message: string };

/** The service as a process of its own, started by its image's command. */
export class ServiceProcess {
  /** All that the process wrote, to both of its streams. */
  public output = "";

  private readonly process: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    environment: Record<string, string | undefined>,
    private readonly port: number,
  ) {
    const image = imageOf(fs.readFileSync(path.join(SERVICE_FOLDER, "Dockerfile"), "utf8"));
    const [, ...args] = image.command;
    this.process = spawn(process.execPath, args, {
      cwd: SERVICE_FOLDER,
      // No tools of this machine, such as an Azure CLI that somebody signed in.
      env: { PATH: SERVICE_FOLDER, ...image.env, ...environment } as NodeJS.ProcessEnv,
    });
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.on("data", (data: Buffer) => (this.output += data.toString("utf8")));
    }
    this.ended = new Promise((resolve) => this.process.on("close", resolve));
  }

  /** The entries of its log so far. */
  public get log(): Entry[] {
    return this.output
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as Entry);
  }

  /** Waits until the log has an entry. */
  public async logged(matches: (entry: Entry) => boolean, milliseconds = 20_000): Promise<Entry> {
    return eventually(
      () => this.log.find(matches),
      milliseconds,
      () => `The service did not log what was waited for:\n${this.output}`,
    );
  }

  /** Asks the service, as the platform's probes and its ingress do. */
  public async get(route: string): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    return answerOf(await fetch(`http://127.0.0.1:${this.port}${route}`));
  }

  public async post(
    route: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    return answerOf(await fetch(`http://127.0.0.1:${this.port}${route}`, { method: "POST", body, headers }));
  }

  /** Waits until it is ready. */
  public async ready(milliseconds?: number): Promise<void> {
    await this.logged(({ message }) => message === "the service is ready", milliseconds);
    const { status } = await this.get("/ready");
    if (status !== 200) {
      throw new Error(`The service says that it is ready, and answers ${status}.`);
    }
  }

  /** Ends it as Container Apps does, and returns its exit code. */
  public async stop(): Promise<number | null> {
    this.process.kill("SIGTERM");
    return this.ended;
  }

  /** Waits until it ends by itself, and returns its exit code. */
  public async end(): Promise<number | null> {
    return this.ended;
  }
}

async function answerOf(response: Response) {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Asks again and again until there is a result. */
export async function eventually<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  milliseconds: number,
  failure: () => string,
): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const result = await ask();
    if (result !== undefined) {
      return result;
    }
    if (Date.now() > end) {
      throw new Error(failure());
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
