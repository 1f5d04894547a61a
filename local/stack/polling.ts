/** Where an event source mapping stands between on and off, as Lambda calls it. */
export type MappingState = 'Disabled' | 'Disabling' | 'Enabled' | 'Enabling';

/** Pollers that can be switched off and on. They are on at first. */
export class Polling {
  private wanted = true;
  private pollers: Promise<unknown>;
  private current: { readonly state: MappingState; readonly since: Date };

  /** @param start has pollers go on while they are wanted, and resolves when all have ended */
  constructor(private readonly start: (isWanted: () => boolean) => Promise<unknown>) {
    this.pollers = start(() => this.wanted);
    this.current = { state: 'Enabled', since: new Date() };
  }

  public get state(): MappingState {
    return this.current.state;
  }

  /** When it came into its state. */
  public get since(): Date {
    return this.current.since;
  }

  /**
   * Off, it is `Disabling` until what it has received is dealt with. What is so already stays as it is.
   *
   * @returns whether it could be switched: not while it is between two states
   */
  public switch(on: boolean): boolean {
    const { state } = this.current;
    if (state === 'Disabling' || state === 'Enabling') return false;
    if (on && state === 'Disabled') this.switchOn();
    if (!on && state === 'Enabled') this.switchOff();
    return true;
  }

  /** For good. */
  public async stop(): Promise<void> {
    this.wanted = false;
    await Promise.allSettled([this.pollers]);
  }

  private switchOn(): void {
    this.wanted = true;
    this.enter('Enabling');
    this.pollers = this.start(() => this.wanted);
    setImmediate(() => this.enter('Enabled')); // Lambda takes some seconds
  }

  private switchOff(): void {
    this.wanted = false;
    this.enter('Disabling');
    void this.pollers.then(() => this.enter('Disabled'));
  }

  private enter(state: MappingState): void {
    this.current = { state, since: new Date() };
  }
}
