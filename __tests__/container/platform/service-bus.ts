import type { Server } from "tls";
import type { Access } from "./access";
import type { Certificates } from "./certificates";
import { requireOfService } from "./service";

const RESOURCE = "https://servicebus.azure.net";

/** The parts of rhea, the AMQP library that the SDK itself uses, that a server needs. */
interface Rhea {
  create_container(options: { readonly id: string }): Container;
}
interface Container {
  readonly sasl_server_mechanisms: { enable_anonymous(): void };
  on(event: string, listener: (context: Context) => void): void;
  listen(options: object): Server;
}
interface Context {
  readonly message: Message;
  readonly receiver?: Link;
  readonly sender?: Link;
  readonly connection: Connection;
}
interface Connection {
  each_sender(each: (sender: Link) => void): void;
}
interface Link {
  readonly name: string;
  readonly source: { readonly address?: string };
  readonly target: { readonly address?: string };
  readonly connection: Connection;
  set_source(source: object): void;
  set_target(target: object): void;
  send(message: object): void;
  close(error?: object): void;
}
interface Message {
  readonly message_id?: string;
  readonly reply_to?: string;
  readonly application_properties?: Record<string, unknown>;
  readonly body: unknown;
}

/**
 * A Service Bus namespace over AMQP and TLS: a client puts its token for a queue to the node `$cbs`, opens a link to
 * the queue, and sends. Receiving, and AMQP over web sockets, are left out.
 *
 * @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide#claims-based-authorization
 */
export class ServiceBusServer {
  /** The messages that arrived, with the queue of each. */
  public readonly messages: { readonly queue: string; readonly message: Message }[] = [];

  /** The principals that showed a valid token, by connection. */
  private readonly principals = new WeakMap<Connection, string>();

  constructor(
    private readonly id: string,
    private readonly access: Access,
  ) {}

  /** Listens at a free port. */
  public listen({ key, cert }: Certificates): Server {
    const container = requireOfService<Rhea>("rhea").create_container({ id: "service-bus" });
    container.sasl_server_mechanisms.enable_anonymous();
    container.on("sender_open", ({ sender }) => sender!.set_source(sender!.source));
    container.on("receiver_open", ({ receiver }) => this.openQueue(receiver!));
    container.on("message", (context) => this.take(context));
    // A client that goes away is no error here.
    container.on("disconnected", () => undefined);
    return container.listen({ host: "127.0.0.1", port: 0, transport: "tls", key, cert });
  }

  /** Refuses the link of a client that may not send, as Service Bus does: after the link, with its reason. */
  private openQueue(link: Link): void {
    link.set_target(link.target);
    const queue = link.target.address ?? "";
    const principalId = this.principals.get(link.connection);
    if (queue === "$cbs" || (principalId && this.access.allows(principalId, "send", `${this.id}/queues/${queue}`))) {
      return;
    }
    link.close({
      condition: "amqp:unauthorized-access",
      description: "Unauthorized access. 'Send' claim(s) are required to perform this operation.",
    });
  }

  private take({ message, receiver, connection }: Context): void {
    const queue = receiver!.target.address ?? "";
    if (queue !== "$cbs") {
      this.messages.push({ queue, message });
      return;
    }
    const principalId = this.access.principalOf(String(message.body), RESOURCE);
    if (principalId !== undefined) {
      this.principals.set(connection, principalId);
    }
    const isJwt = message.application_properties?.type === "jwt";
    const [code, description] = principalId !== undefined && isJwt ? [202, "Accepted"] : [401, "Unauthorized"];
    connection.each_sender((sender) => {
      if (sender.target.address === message.reply_to || sender.name === message.reply_to) {
        sender.send({
          correlation_id: message.message_id,
          application_properties: { "status-code": code, "status-description": description },
          body: "",
        });
      }
    });
  }
}
