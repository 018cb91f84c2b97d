package org.alarmcall.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A platform or an NGO of the coalition, or the coalition itself. A member is a tenant. */
@Entity
@Table(name = "member")
class Member {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Integer id;

    @Column(updatable = false)
    private String slug;

    private String name;
    private String sector;
    private String status;
    private String trust;

    @Column(updatable = false)
    private boolean coalition;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Member() {}

    Member(String slug, String name, Sector sector, Instant createdAt) {
        this.slug = slug;
        this.name = name;
        this.sector = sector.wire();
        this.status = "active";
        this.trust = Trust.PROBATION.wire();
        this.coalition = false;
        this.createdAt = createdAt;
    }

    int id() {
        if (id == null) {
            throw new IllegalStateException(slug + " is not stored");
        }
        return id;
    }

    boolean coalition() {
        return coalition;
    }

    boolean suspended() {
        return status.equals("suspended");
    }

    void suspend() {
        if (coalition) {
            throw new IllegalStateException("the coalition can't be suspended");
        }
        status = "suspended";
    }

    void activate() {
        status = "active";
    }

    void trust(Trust level) {
        trust = level.wire();
    }

    MemberView view() {
        return new MemberView(slug, name, sector, status, trust, createdAt);
    }
}
