/** What can be sent as JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** What a module that runs under limits is given beside its input. */
export interface LimitedTask<Message = unknown> {
  /**
   * Sends a message to the parent: bytes as they are, anything else as JSON. Resolves when there is room for the next
   * one; who does not wait is stopped by the memory limit.
   */
  send(message: Message | Uint8Array): Promise<void>;
}

/** The default export of a module that runs under limits. Its result travels as JSON. */
export type LimitedEntry<Input, Result, Message = unknown> = (
  input: Input,
  task: LimitedTask<Message>,
) => Result | Promise<Result>;
