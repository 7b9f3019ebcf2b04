"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { isRefused } from "#components/realtime/refused-error.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { RoutingForm } from "../fields/form-context.ts";
import { isSame, valueAt, withValueAt } from "./paths.ts";
import {
  type Drafts,
  draftsOf,
  type Fault,
  faultsOf,
  isTeamDraft,
  SHOP,
  type ShopDraft,
  type Target,
  type TeamDraft,
} from "./routing-draft.ts";

const noFaults: ReadonlyMap<string, Fault> = new Map();

/** The rules while they are edited: what differs from those in force, saving, and going back to those before. */
export function useRoutingWork(view: RoutingView, isReadOnly: boolean) {
  const t = useTranslations("routing");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const saveTeam = useAgentCommand("routing:save-team");
  const saveShop = useAgentCommand("routing:save-shop");
  const inForce = useMemo(() => draftsOf(view), [view]);
  const [held, setHeld] = useState({ saved: inForce, drafts: inForce });
  const [chosen, setChosen] = useState<Target>(() => view.teams[0]?.id ?? SHOP);
  const [refused, setRefused] = useState<Readonly<Record<Target, ReadonlyMap<string, Fault>>>>({});
  const [before, setBefore] = useState<Drafts | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { saved, drafts } = held;
  const target = chosen in drafts ? chosen : SHOP;
  const draft = drafts[target] as ShopDraft | TeamDraft;
  const setDraft = (key: Target, next: ShopDraft | TeamDraft) =>
    setHeld((now) => ({ ...now, drafts: { ...now.drafts, [key]: next } }));

  // What is in force now, by whomever: taken over where nothing is written here.
  useEffect(() => {
    setHeld((now) => ({
      saved: inForce,
      drafts: Object.fromEntries(
        Object.entries(inForce).map(([key, theirs]) => {
          const mine = now.drafts[key];
          return [key, mine === undefined || isSame(mine, now.saved[key]) ? theirs : mine];
        }),
      ),
    }));
  }, [inForce]);

  const dirty = Object.keys(drafts).filter((key) => !isSame(drafts[key], saved[key]));
  const faults = useMemo(() => faultsOf(draft), [draft]);
  const here = refused[target] ?? noFaults;
  const form: RoutingForm = {
    valueAt: (path) => valueAt(draft, path),
    savedAt: (path) => valueAt(saved[target], path),
    setAt: (path, value) => {
      setHeld((now) => ({
        ...now,
        drafts: { ...now.drafts, [target]: withValueAt(now.drafts[target] as ShopDraft | TeamDraft, path, value) },
      }));
      setRefused((now) => ({ ...now, [target]: noFaults }));
    },
    faultAt: (path) => faults.get(path) ?? here.get(path),
    faultUnder: (path) => [...faults].find(([key]) => key === path || key.startsWith(`${path}.`))?.[1],
    isReadOnly,
  };

  /** One after another; stops at the first that is refused, with what is wrong at its field. */
  async function store(what: Drafts): Promise<boolean> {
    for (const key of Object.keys(what)) {
      const next = what[key];
      if (next === undefined) continue;
      try {
        if (isTeamDraft(next)) await saveTeam.mutateAsync({ teamId: key as never, ...next });
        else await saveShop.mutateAsync(next);
        setHeld((now) => ({
          saved: { ...now.saved, [key]: next },
          drafts: { ...now.drafts, [key]: next },
        }));
      } catch (error) {
        const refusal = isRefused(error) ? error.refusal : { code: "internal" as const };
        const issues = refusal.issues ?? [];
        setChosen(key);
        setRefused((now) => ({
          ...now,
          [key]: new Map(issues.map(({ path, message }) => [path, { code: message, bound: null }])),
        }));
        toast.error(issues.length > 0 ? t("faults", { count: issues.length }) : errorText(refusal.code));
        return false;
      }
    }
    return true;
  }

  const pick = (from: Drafts, keys: readonly Target[]): Drafts =>
    Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));

  async function save(): Promise<void> {
    if (isReadOnly || isSaving || dirty.length === 0) return;
    const faulty = dirty.find((key) => faultsOf(drafts[key] as ShopDraft | TeamDraft).size > 0);
    if (faulty !== undefined) {
      setChosen(faulty);
      toast.error(t("faults", { count: faultsOf(drafts[faulty] as ShopDraft | TeamDraft).size }));
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>("[data-section] :is(input, select)[aria-invalid=true]")?.focus(),
      );
      return;
    }
    setSaving(true);
    const were = pick(saved, dirty);
    const isDone = await store(pick(drafts, dirty));
    setSaving(false);
    refresh("routing:read");
    if (!isDone) return;
    setBefore(were);
    toast.success(t("saved"));
  }

  /** Back to what was in force before the last save; that is a save of its own. */
  async function undo(): Promise<void> {
    if (before === null || isSaving) return;
    setSaving(true);
    const isDone = await store(before);
    setSaving(false);
    refresh("routing:read");
    if (!isDone) return;
    setBefore(null);
    toast.success(t("undone"));
  }

  return {
    target,
    draft,
    drafts,
    saved,
    dirty,
    form,
    isSaving,
    choose: setChosen,
    save,
    discard: () => {
      setHeld((now) => ({ ...now, drafts: now.saved }));
      setRefused({});
    },
    /** Null where nothing was saved here yet. */
    undo: before === null ? null : undo,
    reset: () =>
      setDraft(
        target,
        target === SHOP
          ? { intervals: view.defaults.shop.intervals, weights: view.defaults.shop.weights }
          : { rules: view.defaults.rules, timetable: null },
      ),
  };
}
export type RoutingWork = ReturnType<typeof useRoutingWork>;
