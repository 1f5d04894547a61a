export { startMwaaStandIn } from './start';
export type {
  AirflowOptions,
  Answer,
  DagRun,
  Fault,
  FaultOfCall,
  Loss,
  MwaaCall,
  MwaaStandIn,
  MwaaStandInOptions,
  RanCommand,
  RanRequest,
} from './types';
