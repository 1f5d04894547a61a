import {
  AlarmStatusWidget,
  GraphWidget,
  type HorizontalAnnotation,
  type IAlarm,
  type IMetric,
  type IWidget,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';

/** A dashboard's whole width (CloudWatch's grid). */
const WIDTH = 24;

const ALARMS_IN_A_LINE = 6;

/** A question that a row of the dashboard answers. */
export function question(words: string): TextWidget {
  return text(`## ${words}`, 1);
}

/** Words across the whole dashboard, in Markdown. */
export function text(markdown: string, height: number): TextWidget {
  return new TextWidget({
    markdown,
    width: WIDTH,
    height,
    background: TextWidgetBackground.TRANSPARENT,
  });
}

/** What a graph shows. */
export interface Graph {
  readonly title: string;
  /** For example `seconds`. */
  readonly unit: string;
  /** @default - none yet */
  readonly metrics?: IMetric[];
  /** What adds up to a whole. @default false */
  readonly stacked?: boolean;
  /** A line to stay below. @default - none */
  readonly limit?: HorizontalAnnotation;
}

/** Graphs side by side, as wide as there is room. */
export function graphs(...row: readonly Graph[]): GraphWidget[] {
  return row.map((one) => graph(one, WIDTH / row.length));
}

function graph({ title, unit, metrics, stacked, limit }: Graph, width: number): GraphWidget {
  return new GraphWidget({
    title,
    left: metrics,
    leftYAxis: { label: unit, showUnits: false, min: 0 },
    leftAnnotations: limit && [limit],
    stacked,
    width,
    height: 6,
  });
}

/** The states of alarms: of all that there are when the template is written, and as high as it takes. */
export class AlarmStates implements IWidget {
  public readonly width = WIDTH;
  private place = { x: 0, y: 0 };

  constructor(
    private readonly title: string,
    private readonly alarms: () => IAlarm[],
  ) {}

  public get height(): number {
    return 1 + Math.ceil(this.alarms().length / ALARMS_IN_A_LINE);
  }

  public position(x: number, y: number): void {
    this.place = { x, y };
  }

  public toJson(): unknown[] {
    const { title, width, height, place } = this;
    const widget = new AlarmStatusWidget({ title, width, height, alarms: this.alarms() });
    widget.position(place.x, place.y);
    return widget.toJson();
  }
}
