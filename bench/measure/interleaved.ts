/** So many samples a subject, unless it takes long. */
export const ROUNDS = 25;

/** What is measured, by its name. */
export type Subjects<Sample> = ReadonlyMap<string, () => Promise<Sample>>;

/**
 * Measures subjects in turn, round after round, and every other round backwards: what else the machine is at then
 * meets all of them alike, and none always comes after the same other one.
 *
 * @param warmUps rounds before, whose samples are not kept
 */
export async function interleaved<Sample>(
  subjects: Subjects<Sample>,
  rounds: number = ROUNDS,
  warmUps = 1,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map([...subjects.keys()].map((name) => [name, [] as Sample[]]));
  const inOrder = [...subjects];
  for (let round = -warmUps; round < rounds; round++) {
    for (const [name, measure] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const sample = await measure();
      if (round >= 0) samples.get(name)?.push(sample);
    }
  }
  return samples;
}
