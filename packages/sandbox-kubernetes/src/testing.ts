export { TestCluster } from './controllers/testing/TestCluster';
export { deployment, service } from './controllers/testing/objects';
