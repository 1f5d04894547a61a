/** Set, each replays what it names: see what a failed run printed. */
export const SEED_VARIABLE = 'MWAAQ_MODEL_SEED';
export const RUNS_VARIABLE = 'MWAAQ_MODEL_RUNS';
export const PATH_VARIABLE = 'MWAAQ_MODEL_PATH';

/** Set while a mutant is tested: the one promise that it must break. */
export const INVARIANT_VARIABLE = 'MWAAQ_MODEL_INVARIANT';
