import type { EmulatorState } from '../emulator-state.ts';
import type { DataControls, InitialState } from './data-controls.ts';
import { dataControls } from './data-controls.ts';
import type { IdentityControls } from './identity-controls.ts';
import { identityControls } from './identity-controls.ts';
import type { ModelControls } from './model-controls.ts';
import { modelControls } from './model-controls.ts';
import type { TrafficControls } from './traffic-controls.ts';
import { trafficControls } from './traffic-controls.ts';

/** What a test can do to the emulator; the control API offers the same over HTTP. */
export interface Controls extends DataControls, ModelControls, IdentityControls, TrafficControls {}

export function createControls(state: EmulatorState, initial: InitialState): Controls {
  return {
    ...dataControls(state, initial),
    ...modelControls(state),
    ...identityControls(state),
    ...trafficControls(state),
  };
}
