import { Patterns } from "./patterns";

/** The actions that a role or an access policy allows: patterns for the control plane and for the data plane. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** Allows no action. */
export const NOTHING_ALLOWED: Allowed = { actions: [], notActions: [], dataActions: [], notDataActions: [] };

const known = new WeakMap<Allowed, Map<string, boolean>>();

/** Whether an action, of either plane, is allowed; worked out once for a permission that many grants share. */
export function allows(allowed: Allowed, action: string): boolean {
  const answers = known.get(allowed) ?? new Map<string, boolean>();
  known.set(allowed, answers);
  const answer = answers.get(action) ?? covers(allowed, action);
  answers.set(action, answer);
  return answer;
}

function covers({ actions, notActions, dataActions, notDataActions }: Allowed, action: string): boolean {
  const isAllowed = (on: readonly string[], off: readonly string[]) =>
    Patterns.of(on).covers(action) && !Patterns.of(off).covers(action);
  return isAllowed(actions, notActions) || isAllowed(dataActions, notDataActions);
}
