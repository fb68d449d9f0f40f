import { QueryClientContext } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { RenderingError } from '../api/panel-error.ts';
import type { Emit } from '../integration/events.ts';
import { FailureNotice } from '../integration/failure-notice.tsx';

type ErrorBoundaryProps = { emit: Emit; children: ReactNode };

/** Shows a message in place of a panel that failed to render, so that the host's page stays. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  static override contextType = QueryClientContext;
  declare context: React.ContextType<typeof QueryClientContext>;
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(): void {
    this.props.emit({ type: 'error', detail: { code: 'PANEL_FAILED', requestId: null } });
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <section className="gfc-panel">
        <FailureNotice error={FAILURE} onRetry={this.retry} />
      </section>
    );
  }

  /** Reads everything from the server again, because cached data may have caused the failure. */
  private readonly retry = (): void => {
    this.context?.clear();
    this.setState({ hasFailed: false });
  };
}

const FAILURE = new RenderingError();
