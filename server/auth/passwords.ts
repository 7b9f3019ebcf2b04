import { hash, verify } from "@node-rs/argon2";

/** Longest password that is looked at; longer ones cost memory for nothing. */
export const PASSWORD_MAX_LENGTH = 200;

/** argon2id, 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet. 2 = argon2id. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nobody's password: checking against it takes as long as against a real one. */
let nobodys: Promise<string> | null = null;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/**
 * Whether the password belongs to the hash. Null (nobody of that name, or disabled) is checked as long as a real hash
 * and always false, so that neither answer nor time tells whether an account exists.
 */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword("nobody has this password");
  const isRight = await verify(storedHash ?? (await nobodys), password.slice(0, PASSWORD_MAX_LENGTH)).catch(
    () => false,
  );
  return isRight && storedHash !== null && password.length <= PASSWORD_MAX_LENGTH;
}

/** Makes the first unknown sign-in as quick as the later ones. Call once at start. */
export async function warmPasswords(): Promise<void> {
  await verifyPassword(null, "");
}
