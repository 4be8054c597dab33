"""The page that decodes one VIN: what is asked, and the attributes that came back."""
