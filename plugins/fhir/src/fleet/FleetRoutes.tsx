import { Route, Routes } from 'react-router-dom';
import { Container } from '@backstage/ui';
import { FleetPage } from './FleetPage';
import { InstancePage } from './InstancePage';

/** The fleet, and one server of it by its id. */
export function FleetRoutes() {
  return (
    <Container>
      <main>
        <Routes>
          <Route path="/" element={<FleetPage />} />
          <Route path="/:cluster/:namespace/:name" element={<InstancePage />} />
        </Routes>
      </main>
    </Container>
  );
}
