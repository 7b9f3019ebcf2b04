"use client";
import { createContext, useContext } from "react";
import type { CustomerClient, CustomerSession } from "./customer-session.ts";
import type { Outbox } from "./outbox.ts";

export interface CustomerValue {
  client: CustomerClient;
  session: CustomerSession;
  outbox: Outbox;
}

export const CustomerContext = createContext<CustomerValue | null>(null);

export function useCustomerValue(): CustomerValue {
  const value = useContext(CustomerContext);
  if (!value) throw new Error("Put this screen inside a CustomerProvider");
  return value;
}
