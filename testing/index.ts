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
  Ran,
  RanCommand,
  RanOnce,
  RanRequest,
} from './types';
