import type { World } from '../world';
import { Sandbox } from './sandbox';

/** Lambda's event source mapping: whoever is idle takes what the queue hands out. */
export class Mapping {
  private readonly sandboxes: readonly Sandbox[];

  constructor(private readonly world: World) {
    const names = Array.from({ length: world.setting.pollers }, (_, at) => `runner ${at + 1}`);
    this.sandboxes = names.map((name) => new Sandbox(world, name));
  }

  get isIdle(): boolean {
    return this.sandboxes.every(({ isBusy }) => !isBusy);
  }

  /** @returns whether there was anything to hand out */
  poll(): boolean {
    const { commands, setting } = this.world;
    let some = false;
    for (;;) {
      const idle = this.sandboxes.filter(({ isBusy }) => !isBusy);
      const sandbox = idle[Math.floor(Math.random() * idle.length)];
      const messages = sandbox === undefined ? [] : commands.receive(setting.batchSize);
      if (sandbox === undefined || messages.length === 0) return some;
      void sandbox.invoke(messages);
      some = true;
    }
  }
}
