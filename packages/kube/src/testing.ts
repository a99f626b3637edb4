export {
  CALL_FAULTS,
  statusOfFault,
  type CallFault,
} from './testing/callFaults';
export {
  FakeCluster,
  type FakeCall,
  type FakeVerb,
} from './testing/FakeCluster';
export {
  replyJson,
  ScriptedServer,
  type Script,
  type ScriptedRequest,
} from './testing/ScriptedServer';
