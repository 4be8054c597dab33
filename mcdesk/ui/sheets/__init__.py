"""Window-modal sheets and their words. Sheets ask and show; nobody waits inside one."""
