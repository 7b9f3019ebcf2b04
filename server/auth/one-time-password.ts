import { randomInt } from "node:crypto";

/** Letters and digits nobody mixes up when reading them aloud: no 0 o, 1 l i, 5 s, 2 z, u v. */
const signs = "abcdefghjkmnpqrtwxy346789";

/** Four groups of four (74 bits), such as `k7mp-x3dw-9fqt-hb4n`: easy to read out, changed at the first sign-in. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}
