import type {
  MathExpression,
  MathExpressionOptions,
  Metric,
  MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { METRICS } from '../lambda/contract/metrics';
import { commandMetric, timeToDrain } from './monitoring/command-metrics';

/**
 * The metrics of a queue of commands, which its runner logs. All but `metricTimeToDrain` are in the namespace
 * `MwaaCommandQueue`, by the environment's name alone, and have data only where something happened. Times are in
 * milliseconds.
 *
 * @see docs/monitoring.md
 */
export abstract class MeasuredQueue extends Construct {
  /** The MWAA environment's name. */
  public abstract readonly environmentName: string;

  /** Where commands are sent. */
  public abstract readonly queue: Queue;

  /** Commands that succeeded. Sum over 5 minutes. */
  public metricSucceeded(options?: MetricOptions): Metric {
    return this.metric('succeeded', options);
  }

  /** Commands that Airflow said no to. Sum over 5 minutes. */
  public metricFailed(options?: MetricOptions): Metric {
    return this.metric('failed', options);
  }

  /** Of those that failed: Airflow knows no such DAG. Sum over 5 minutes. */
  public metricFailedUnknownDag(options?: MetricOptions): Metric {
    return this.metric('failedUnknownDag', options);
  }

  /**
   * Of those that failed: another run of the DAG has the same logical date.
   * Sum over 5 minutes.
   */
  public metricFailedRunExists(options?: MetricOptions): Metric {
    return this.metric('failedRunExists', options);
  }

  /** Of those that failed: Airflow did not understand the command. Sum over 5 minutes. */
  public metricFailedNotUnderstood(options?: MetricOptions): Metric {
    return this.metric('failedNotUnderstood', options);
  }

  /** Of those that failed: for any other reason. Sum over 5 minutes. */
  public metricFailedOther(options?: MetricOptions): Metric {
    return this.metric('failedOther', options);
  }

  /**
   * Commands that were never run: bad, not allowed, or stale as their sender asked.
   * Sum over 5 minutes.
   */
  public metricRefused(options?: MetricOptions): Metric {
    return this.metric('refused', options);
  }

  /** Commands that may or may not have run. Sum over 5 minutes. */
  public metricUnknown(options?: MetricOptions): Metric {
    return this.metric('unknown', options);
  }

  /** Tries after which a command went back into the queue, for any reason. Sum over 5 minutes. */
  public metricHeld(options?: MetricOptions): Metric {
    return this.metric('held', options);
  }

  /** Of those that were held: the environment takes no commands. Sum over 5 minutes. */
  public metricEnvironmentTroubles(options?: MetricOptions): Metric {
    return this.metric('environmentTroubles', options);
  }

  /**
   * Messages that were acknowledged and not run, since their command has run or is running.
   * Sum over 5 minutes.
   */
  public metricDuplicatesAvoided(options?: MetricOptions): Metric {
    return this.metric('duplicatesAvoided', options);
  }

  /**
   * From when a message was sent to when its command was begun the last time, of each command that ended.
   * Average over 5 minutes.
   */
  public metricQueueWaitTime(options?: MetricOptions): Metric {
    return this.metric('queueWait', options);
  }

  /**
   * What a command's CLI token took; 0 with one that was young enough still.
   * Average over 5 minutes.
   */
  public metricMintTime(options?: MetricOptions): Metric {
    return this.metric('mint', options);
  }

  /** From a command's request to Airflow's answer. Average over 5 minutes. */
  public metricCliTime(options?: MetricOptions): Metric {
    return this.metric('cli', options);
  }

  /** Processes of the runner that began to work. Sum over 5 minutes. */
  public metricColdStarts(options?: MetricOptions): Metric {
    return this.metric('coldStarts', options);
  }

  /**
   * The seconds until the queue is empty if nothing more is sent: its messages, in flight too, times what a command
   * takes. Where none has run it goes by the last that did, and without one by 6.5 seconds.
   * Over 5 minutes.
   */
  public metricTimeToDrain(options?: MathExpressionOptions): MathExpression {
    return timeToDrain(this.environmentName, this.queue, options);
  }

  private metric(which: keyof typeof METRICS, options?: MetricOptions): Metric {
    return commandMetric(this.environmentName, which, options).attachTo(this);
  }
}
