import { MAX_REST_PATH_LENGTH } from '../../contract/limits';

/** Neither what must be escaped in a path, which nobody promises to undo once only, nor dots that climb up. */
const SEGMENT = /^(?!\.+$)[A-Za-z0-9_.:-]+$/;

/** A path, or what keeps one from being asked by. */
export type Path = { readonly path: string } | { readonly fault: string };

/** @param names such as a DAG id, between the fixed words */
export function pathOf(parts: TemplateStringsArray, ...names: readonly string[]): Path {
  const strange = names.find((name) => !SEGMENT.test(name));
  if (strange !== undefined) {
    return {
      fault: `${JSON.stringify(strange.slice(0, 100))} has other characters than A-Z a-z 0-9 _ . : -, which a path of InvokeRestApi may not take`,
    };
  }
  const path = String.raw({ raw: parts }, ...names);
  if (path.length <= MAX_REST_PATH_LENGTH) return { path };
  return {
    fault: `the path ${path.slice(0, 300)} has ${path.length} characters, and InvokeRestApi takes at most ${MAX_REST_PATH_LENGTH}`,
  };
}
