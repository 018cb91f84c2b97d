package org.alarmcall.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The unit of sharing: one dedupe space, one feed, one member list. */
@Entity
@Table(name = "collection")
class SharedCollection {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    @Column(updatable = false)
    private String slug;

    private String title;
    private String description;
    private String tlp;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected SharedCollection() {}

    SharedCollection(String slug, String title, String description, Tlp tlp, Instant createdAt) {
        this.slug = slug;
        this.title = title;
        this.description = description;
        this.tlp = tlp.wire();
        this.createdAt = createdAt;
    }

    int id() {
        if (id == null) {
            throw new IllegalStateException(slug + " is not stored");
        }
        return id;
    }

    CollectionView view() {
        return new CollectionView(slug, title, description, tlp, createdAt);
    }
}
