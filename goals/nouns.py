"""Common Czech nouns: data for `goals/noun_patterns.py` and `goals/declension.py` and nothing else. First forms by
gender stand in `goals/nouns.txt`; here is what a first form and a gender leave open, by kind.
"""

from pathlib import Path


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(entry.split(":") for entry in text.split())


# Things whose second case ends in -a.
IN_A = _words("""
    les dvůr kostel večer život svět klášter tábor ostrov domov jazyk rybník chléb sýr národ zákon mlýn hřbitov
    komín oběd potok oves popel chlév březen duben květen červen srpen leden kalich venkov včerejšek dnešek zítřek
    čtvrtek pondělek dobytek betlém
""")
# Masculine nouns whose stem is another one before endings, and those that keep what others lose or lose -us.
FLEETING = _pairs("""
    kotel:kotl pytel:pytl uhel:uhl posel:posl osel:osl orel:orl den:dn sen:sn týden:týdn kámen:kamen kmen:kmen
    oves:ovs pes:ps svetr:svetr led:led loket:lokt nehet:neht ocet:oct dehet:deht krb:krb hřeben:hřeben dům:dom
    vůz:voz stůl:stol dvůr:dvor mráz:mraz chléb:chleb sníh:sněh kůň:koň hnůj:hnoj důl:dol vůl:vol vítr:větr
    hrnec:hrnc sloup:sloup účet:účt počet:počt rozpočet:rozpočt výpočet:výpočt pronájem:pronájm nájem:nájm
    příjem:příjm zájem:zájm dojem:dojm pojem:pojm vězeň:vězň pátek:pátk půl:půl vrch:vrch buben:bubn okres:okres
    kužel:kužel nůž:nož učeň:učň svícen:svícn vrchol:vrchol oblek:oblek křest:křt
""")
KEPT_E = _words("oblek šek flek skřek člověk blek dotek Uzbek")
LATIN = _words("""
    cyklus algoritmus virus mechanismus organismus glóbus rytmus turismus realismus komunismus
""")
# Feminine nouns without an ending that go like "kost" (části); the others go like "píseň", and of these the stems.
LIKE_KOST = _words("""
    část oblast účast vlast past věc noc nemoc pomoc moc řeč oběť paměť šelest propast slast strast bolest
    pověst ctnost kost sůl myš zpověď odpověď výpověď náplast smrt závist nenávist pěst směs
""")
PISEN_STEMS = _pairs("""
    sůl:sol hůl:hol lahev:lahv
    obec:obc píseň:písn báseň:básn větev:větv církev:církv mrkev:mrkv konev:konv láhev:lahv zeď:zd klec:klec
    třešeň:třešn višeň:višn vášeň:vášn povodeň:povodn lázeň:lázn bázeň:bázn kázeň:kázn žízeň:žízn hlaveň:hlavn
    kampaň:kampan daň:dan dlaň:dlan zbraň:zbran skříň:skřín síň:sín síť:sít pouť:pout trať:trat chuť:chut niť:nit
    huť:hut suť:sut labuť:labut loď:lod jabloň:jablon káď:kád stráň:strán tůň:tůn tkáň:tkán pláň:plán příď:příd
    čtvrť:čtvrt rukojeť:rukojet krev:krv choť:chot oběť:obět paměť:pamět odpověď:odpověd zpověď:zpověd výpověď:výpověd
""")
# Neuter nouns that grow: kuře, kuřata.
LIKE_KURE = _words("""
    zvíře děvče dvojče mládě kníže kotě štěně kuře tele sele vnouče hříbě rajče poupě pachole jehně páže koště vole
    dupě prase hrabě house holoubě medvídě doupě trojče čtyřče ptáče batole nemluvně robě lvíče osle slůně kachně kozle
    šídle kuzle káče štíhle čápě jestřábě
""")
# Stems whose vowel shortens where they lose their ending.
SHORTENED = _pairs("""
    sil:síl děl:díl jam:jám ran:rán krav:kráv děr:dír měr:mír bran:brán vran:vrán drah:dráh smluv:smlouv much:mouch
    chval:chvál jmen:jmén mezd:mzd skal:skál děs:děs bar:bár slam:slám luk:louk muk:mouk kapes:kaps
""")
# Men whose first form ends in -a, with their second form.
KOLEGA = _pairs("""
    kolega:kolegové starosta:starostové předseda:předsedové místopředseda:místopředsedové
    místostarosta:místostarostové vévoda:vévodové sluha:sluhové hrdina:hrdinové táta:tátové
""")
# Foreign nouns that have one form for all.
UNCHANGED = _words("""
    interview show talkshow workflow cashflow menu ragú tabu emu kupé exposé resumé klišé atašé matiné komuniké varieté
    derby rugby party story hobby lobby brandy sherry pony taxi alibi safari kiwi origami sushi tsunami bikini rande
    puzzle finále angažmá faksimile aloe image jury tiramisu froté parte karate
""")
# Nouns without a singular: the first form and the genitive.
PLURAL_ONLY = _pairs("""
    nůžky:nůžek dožínky:dožínek obžinky:obžinek křtiny:křtin jmeniny:jmenin zásnuby:zásnub hody:hodů vánoce:vánoc
    velikonoce:velikonoc hromnice:hromnic dostihy:dostihů tepláky:tepláků plavky:plavek kraťasy:kraťasů legíny:legín
    džíny:džín kleště:kleští varhany:varhan vrata:vrat kamna:kamen jesle:jeslí neštovice:neštovic spalničky:spalniček
    dějiny:dějin hranolky:hranolků peníze:peněz saně:saní sáňky:sáněk šachy:šachů punčocháče:punčocháčů
    trenýrky:trenýrek šle:šlí hrábě:hrábí vidle:vidlí necky:necek nosítka:nosítek ústa:úst záda:zad
    manévry:manévrů otruby:otrub finance:financí memoáry:memoárů alimenty:alimentů šortky:šortek hodinky:hodinek
    noviny:novin dveře:dveří kalhoty:kalhot brýle:brýlí housle:houslí prázdniny:prázdnin narozeniny:narozenin
    Vánoce:Vánoc Velikonoce:Velikonoc hrátky:hrátek šaty:šatů
    skripta:skript námluvy:námluv pašije:pašijí nešpory:nešpor
""")
# Adjectives that stand for women or for things of feminine gender; the others stand for men.
FEMININE_ADJECTIVAL = _words("""
    dovolená pokojská švagrová vrátná bytná hospodská komorná konečná mateřská rodičovská nemocenská schovávaná kopaná
    házená odbíjená košíková výslužná
""")
# The four forms of nouns that no pattern makes, and their gender.
OWN_FORMS = """
    dítě děti dítěte dětí n | člověk lidé člověka lidí a | tisíc tisíce tisíce tisíc m | rok roky roku let m
    vlna vlny vlny vln f | banka banky banky bank f | práce práce práce prací f | houba houby houby hub f
    trouba trouby trouby trub f | noha nohy nohy nohou f | ruka ruce ruky rukou f | oko oči oka očí n
    paní paní paní paní f | duch duchové ducha duchů a | oheň ohně ohně ohňů m | název názvy názvu názvů m
    stať stati stati statí f | čest cti cti ctí f | lest lsti lsti lstí f | lež lži lži lží f | rez rzi rzi rzí f
    veš vši vši vší f | storno storna storna storen n
"""

# First forms by gender; how they go, their pattern knows (`goals/noun_patterns.py`).
BY_GENDER: dict[str, set[str]] = {"f": set(), "n": set(), "m": set(), "a": set()}
for _line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
    if not _line.startswith("#"):
        _gender, *_lemmas = _line.split()
        BY_GENDER[_gender].update(_lemmas)
