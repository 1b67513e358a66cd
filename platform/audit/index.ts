export { type Canonical, canonicalText } from './canonical-text.ts';
export { type AuditEvent, type EventPage, type EventQuery, listEvents } from './list-events.ts';
export { auditMigrations } from './migrations.ts';
export { type NewEvent, recordEvent, type Subject } from './record-event.ts';
