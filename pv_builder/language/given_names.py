"""Common French given names: to tell a column of given names from one of family names.

Statistics, not proof: "Martin" and "Laurent" are also family names. What is concluded from these
lists is always shown as doubtful. Names that both women and men bear are in neither list.
"""

from typing import Final

from core.folding import fold

_WOMEN = """
adele adeline agathe agnes aicha alexandra alexia alice alicia aline alizee amandine amelie amina
anais andrea angele angelina angelique anna anne annick annie antoinette apolline ariane arlette
astrid audrey aurelie aurore axelle barbara beatrice berengere bernadette berthe blanche brigitte
carine carla carole caroline catherine cecile celeste celia celine chantal charlene charlotte
chloe christelle christiane christine clara clarisse claudette claudia claudine clemence clementine
colette coline coralie corinne cynthia danielle daphne deborah delphine denise diane dominika
edith edwige eleonore elena eliane elisa elisabeth elise ella elodie eloise elsa emeline emilie
emma emmanuelle estelle esther eugenie eva eve evelyne fabienne fanny fatiha fatima fatoumata
felicie fernande flavie fleur flora flore florence floriane francette francine francoise
frederique gabrielle gaelle genevieve georgette geraldine germaine ghislaine gilberte ginette
giselle gisele gwenaelle heidi helene heloise henriette hortense huguette ines ingrid irene iris
isabelle isaure jacqueline jeanine jeanne jeannette jeannine jennifer jessica joanna jocelyne
joelle jocelyne josette josephine josiane judith julia julie juliette justine karima karine
katia khadija laetitia lara laure laurence laurine lea leila lena leonie leslie liliane lina lisa
lise lola louise lucie lucienne lucile ludivine lydia lydie madeleine magali magalie malika manon
margaux margot marguerite maria marianne marie marielle mariette marine marion marjorie marlene
marthe martine maryline maryse maryvonne mathilde maud mauricette maya melanie melina melissa
michele micheline mireille monique morgane muriel mylene myriam nadege nadia nadine nathalie nelly
nicole nina noelle noemie nora nour odette odile olivia ophelie oriane pascale patricia paule
paulette pauline peggy perrine philippine pierrette priscilla rachel rachida raphaelle raymonde
rebecca regine reine renee rita romane rosa rosalie rose roseline roxane sabine sabrina salome
samia samira sandra sandrine sara sarah severine simone sixtine solange solene sonia sophie
soraya stephanie suzanne suzy sylvette sylvia sylviane sylvie tatiana therese tiphaine ursula
valentine valerie vanessa vera veronique victoire victoria violaine violette virginie viviane
yasmine yolande yvette yvonne zoe zohra
"""
_MEN = """
abdel abdelkader achille adam adrien ahmed aime alain alban albert alexandre alexis alfred ali
alphonse amaury ambroise amine anatole andre anthime anthony antoine antonin antony aristide armand
arnaud arthur auguste augustin aurelien axel baptiste barnabe barthelemy basile bastien benjamin
benoit bernard bertrand boris brice bruno calixte cedric cesar charles christian christophe
clement colin come constant corentin cyprien cyril cyrille damien daniel david denis didier
dimitri dorian driss edgar edmond edouard eliott elias emile emilien emmanuel enzo eric erwan
etienne eugene fabien fabrice felix ferdinand fernand firmin florent florian francis franck
francois frederic gabriel gael gaetan gaspard gaston gauthier gautier georges gerald gerard
germain ghislain gilbert gilles gregoire gregory guillaume gustave guy gwenael hakim hamid hamza
hassan hector henri herve hippolyte honore hubert hugo hugues ibrahim ignace isaac ismael ivan
jacky jacob jacques jeremie jeremy jean jerome joachim joel johan jonathan jordan joris joseph
josselin jules julien karim kevin khaled khalid lambert laurent leandre leo leon leonard leopold
lilian lionel loic lois louis luc luca lucas lucien ludovic mael malik marc marcel marius mathias
mathieu mathis matthias matthieu maurice max maxence maxime medard mehdi michael michel mickael
mohamed mohammed mouloud mourad nabil nathan nicolas noam noel nolan norbert octave olivier omar
oscar pascal patrice patrick paul philibert philippe pierre prosper quentin rachid rafael raoul
raphael raymond regis remi remy renaud rene reynald richard robert robin rodolphe rodrigue roger
roland romain romaric romuald ronan sacha said salim samir samuel sebastien serge sidney simon
stephane stephen sylvain sylvestre tanguy tarek theo theodore theophile thibaud thibault thierry
thomas timothee titouan tony tristan ulysse urbain valentin valery vianney victor vincent vivien
vladimir walter wilfried william xavier yann yannis yoann yohan younes youssef yvan yves yvon
zacharie
"""
WOMEN: Final = frozenset(_WOMEN.split())
MEN: Final = frozenset(_MEN.split())
SHARED: Final = frozenset(
    {"alix", "ange", "camille", "charlie", "claude", "dominique", "eden", "frederick", "jocelyn",
     "lou", "maxence", "noa", "sasha", "stephane", "yannick"}
)  # fmt: skip
"""Names of both: known as given names, but they say nothing of the bearer's civility."""


def first_part(name: str) -> str:
    """Return the first part of a given name, folded: "jean" of "Jean-Pierre"."""
    return fold(name).split(" ")[0].strip(".'") if name.strip() else ""


def is_given_name(word: str) -> bool:
    """Whether a word is a common French given name, or begins with one ("Jean-Pierre")."""
    first = first_part(word)
    return first in WOMEN or first in MEN or first in SHARED


def womans(name: str) -> bool | None:
    """Whether a given name is a woman's; None when it may be either or is not known."""
    first = first_part(name)
    if first in SHARED:
        return None
    return True if first in WOMEN else False if first in MEN else None
