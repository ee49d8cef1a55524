import { isObject, isReference } from "../../core/problems";
import type { StorageEntity } from "../storage-entity";

/** A container or a queue of a storage account, with its resource id by one name. */
export interface StoredEntity {
  readonly name: string;
  readonly resourceManagerId: string;
}

/** The attributes of a container or queue, each read once; what is none as it is, for the rules to refuse. */
export function storedEntityOf(entity: StorageEntity): StoredEntity {
  if (!isObject(entity) || Array.isArray(entity) || isReference(entity)) {
    return entity as StoredEntity;
  }
  const { name, resourceManagerId } = entity;
  // The rules refuse what has neither.
  return { name, resourceManagerId: resourceManagerId ?? entity.id } as StoredEntity;
}
