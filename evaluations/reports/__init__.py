"""What of an evaluation is public: prepared, frozen, printed and read back; nothing said inside comes here."""
