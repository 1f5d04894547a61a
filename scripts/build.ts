import { buildFunctions } from './functions';

void buildFunctions();
