import type { CustomerPrincipal, StaffPrincipal } from "#server/actions/app.ts";
import { customerOfToken } from "#server/store/customers.ts";
import type { AnyHeaders } from "./cookies.ts";
import { readCustomer } from "./customer-credential.ts";
import { staffOfHandshake, type StaffGate } from "./staff-session.ts";

/** Who opens a socket, as the chat server asks for it; null refuses the handshake. */
export interface SocketPrincipals {
  /** From the cookies alone. */
  staffOf(headers: AnyHeaders): Promise<StaffPrincipal | null>;
  /** By the token the page hands over, else by the cookie. */
  customerOf(headers: AnyHeaders, token: string | null): Promise<CustomerPrincipal | null>;
}

/** The one way from credentials to people, for the product and for every process that measures or tests it. */
export function socketPrincipals(gate: StaffGate): SocketPrincipals {
  return {
    staffOf: (headers) => staffOfHandshake(gate, headers),
    async customerOf(headers, token) {
      if (token === null) return readCustomer(gate, headers);
      const found = await customerOfToken(gate.database.main, token);
      return found === null ? null : { kind: "customer", ...found };
    },
  };
}
