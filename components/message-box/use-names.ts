"use client";

import { useTranslations } from "next-intl";

/** What to call who left a request: the name, else the contact, else "Visitor" with four signs of the id. */
export function useRequesterName(): (request: {
  customerName: string | null;
  contact: string | null;
  customerId: string;
}) => string {
  const t = useTranslations("message-box");
  return ({ customerName, contact, customerId }) =>
    customerName ?? contact ?? t("visitor", { mark: customerId.slice(-4).toUpperCase() });
}
