/** Runs one of PostgreSQL's programs to its end. */
import { spawn } from "node:child_process";
import { cleanEnvironment } from "./binaries.ts";
import type { DatabaseUser } from "./database-user.ts";

export interface ProgramResult {
  status: number | null;
  /** Standard output and standard error together. */
  output: string;
}

/** @param cwd a folder the database's user may enter */
export function runProgram(program: string, args: string[], user: DatabaseUser, cwd: string): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, cwd, env: cleanEnvironment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk));
    child.on("error", reject);
    // "exit", not "close": the server that pg_ctl leaves behind may keep the pipes open.
    child.on("exit", (status) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ status, output: output.trim() });
      });
    });
  });
}
