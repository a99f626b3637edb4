export {
  connectClusterServiceRef,
  type ConnectCluster,
} from './connectClusterServiceRef';
