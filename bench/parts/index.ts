import type { Part } from '../part';
import { mwaaq } from './mwaaq';

/** All parts, in the order of the document. */
export const PARTS: readonly Part[] = [mwaaq];
