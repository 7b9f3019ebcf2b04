"use client";

import { useCallback, useEffect, useState } from "react";
import { keepToken, readKeptToken } from "./kept-token.ts";
import { beginSessionOnce, type SessionGrant } from "./session-request.ts";

const RETRY_MS = 4_000;

export interface CustomerSession {
  grant: SessionGrant;
  /** Counts the sessions this page has had. */
  round: number;
  /** The server could not be asked; it is tried again by itself. */
  isUnreachable: boolean;
  /** The grant was refused at a door (expired, erased): begins anew. */
  renew: () => void;
}

/**
 * The customer's session on a site. It is resumed as soon as the host's kept token is known (`undefined` = wait), and
 * begun only once the chat is open: a page that merely carries the button makes nobody a customer.
 */
export function useCustomerSession(options: {
  site: string;
  isOpen: boolean;
  handedToken: string | null | undefined;
  /** Hands the token to the page that holds us; null = the cookie does the work. */
  onGrant: (token: string | null) => void;
}): CustomerSession {
  const { site, isOpen, handedToken, onGrant } = options;
  const [grant, setGrant] = useState<SessionGrant>(null);
  const [isUnreachable, setIsUnreachable] = useState(false);
  const [round, setRound] = useState(0);
  const isWaiting = handedToken === undefined;
  const hasGrant = grant !== null;

  useEffect(() => {
    if (isWaiting || hasGrant) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = async () => {
      clearTimeout(timer);
      try {
        // After a refusal what was kept is worth nothing.
        const token = round > 0 ? null : (handedToken ?? readKeptToken(site));
        const next = await beginSessionOnce({ site, token, mayBegin: isOpen });
        if (isOver) return;
        setIsUnreachable(false);
        if (!next) return;
        const kept = next.kind === "token" ? next.token : null;
        keepToken(site, kept);
        onGrant(kept);
        setGrant(next);
      } catch {
        if (isOver) return;
        setIsUnreachable(true);
        timer = setTimeout(() => void begin(), RETRY_MS);
      }
    };
    const back = () => void begin();
    window.addEventListener("online", back);
    // Refused again and again is a fault of ours: it must not become a storm.
    if (round > 1) timer = setTimeout(back, RETRY_MS);
    else void begin();
    return () => {
      isOver = true;
      clearTimeout(timer);
      window.removeEventListener("online", back);
    };
  }, [site, isOpen, isWaiting, handedToken, hasGrant, onGrant, round]);

  const renew = useCallback(() => {
    setGrant(null);
    setRound((held) => held + 1);
  }, []);
  return { grant, round, isUnreachable, renew };
}
