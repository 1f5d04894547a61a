import type { Part } from '../part';
import { airflow } from './airflow';
import { coldStart } from './cold-start';
import { money } from './money';
import { mwaaq } from './mwaaq';
import { perCommand } from './per-command';
import { pipeline } from './pipeline';

/** All parts, in the order of the document. */
export const PARTS: readonly Part[] = [mwaaq, coldStart, perCommand, money, pipeline, airflow];
