import { useEffect, useState } from "react";

const settleMs = 500;

/** True while something loads and shortly after: what it brings is old and must not be read out as news. */
export function useQuietWhile(isLoading: boolean): boolean {
  const [isSettled, setIsSettled] = useState(!isLoading);
  useEffect(() => {
    if (isLoading) {
      setIsSettled(false);
      return;
    }
    const timer = setTimeout(() => setIsSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [isLoading]);
  return isLoading || !isSettled;
}
