/** A queue of Simple Message Queue (MNS). */
type Queue = {
  readonly queueName: string;
  /** As it was asked for, in the words of ALIYUN::MNS::Queue. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly messages: readonly unknown[];
};

/** Why a message did not get into its queue. */
export type NotSent = "NoQueue" | "TooLarge";

export type Queues = {
  readonly all: () => readonly Queue[];
  readonly find: (queueName: string) => Queue | undefined;
  /** Makes a queue; one of the same name stays what it is. */
  readonly ensure: (queueName: string, properties?: Queue["properties"]) => void;
  readonly change: (queueName: string, properties: Queue["properties"]) => void;
  readonly remove: (queueName: string) => void;
  /** Sends to the queue of an ARN `…:/queues/<name>/messages`; undefined: it is there. */
  readonly send: (arn: string, message: unknown) => NotSent | undefined;
  /** Empties the queues, keeps them. */
  readonly clear: () => void;
};

/** Largest message, bytes: the product's own limit, and its default (ALIYUN::MNS::Queue, MaximumMessageSize). */
const maxMessageBytes = 65_536;

/** The queues of the account in this region. A topic takes everything: nobody reads it here. */
export function createQueues(): Queues {
  const queues = new Map<string, Queue & { messages: unknown[] }>();
  return {
    all: () => [...queues.values()],
    find: (queueName) => queues.get(queueName),
    ensure: (queueName, properties = {}) => {
      if (!queues.has(queueName)) queues.set(queueName, { queueName, properties, messages: [] });
    },
    change: (queueName, properties) =>
      void queues.set(queueName, { queueName, properties, messages: queues.get(queueName)?.messages ?? [] }),
    remove: (queueName) => void queues.delete(queueName),
    send: (arn, message) => {
      const name = queueOf(arn);
      if (name === undefined) return undefined;
      const queue = queues.get(name);
      if (queue === undefined) return "NoQueue";
      const largest = Number(queue.properties["MaximumMessageSize"] ?? maxMessageBytes);
      if (Buffer.byteLength(JSON.stringify(message)) > largest) return "TooLarge";
      queue.messages.push(message);
      return undefined;
    },
    clear: () => {
      for (const { messages } of queues.values()) messages.splice(0);
    },
  };
}

/** The queue of an ARN, if it is one of a queue. */
export const queueOf = (arn: string): string | undefined => /:\/queues\/([^/]+)\/messages$/.exec(arn)?.[1];
